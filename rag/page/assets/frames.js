// Gradio's first "Loading..." asks for a frame in each frame, for as long as the page is
// open, though it has long gone (Gradio 6.31): 8 % of a processor's core at rest. It counts
// seconds that nothing here shows, and is left out; this is here before Gradio is.
{
  const draw = window.requestAnimationFrame.bind(window);
  const countsSeconds = (change) => /^\(\)\s*=>[^]*performance\.now\(\)/.test(change);
  window.requestAnimationFrame = (change) => (countsSeconds(change) ? 0 : draw(change));
}
