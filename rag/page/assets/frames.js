// Gradio's first "Loading..." goes on when it is gone (Gradio 6.31): in each frame, for as
// long as the page is open, it counts seconds and moves a drawing, of which nobody sees
// anything. It counts no more, and moves once a second: that is not left out, as whatever
// else moves asks for frames by the same function.
{
  const draw = window.requestAnimationFrame.bind(window);
  const counts = (change) => /^\(\)\s*=>[^]*performance\.now\(\)/.test(change);
  const moves = (change) => /\.tasks\.forEach\(/.test(change);
  window.requestAnimationFrame = (change) => {
    if (counts(change)) return 0;
    return moves(change) ? setTimeout(() => draw(change), 1000) : draw(change);
  };
}
