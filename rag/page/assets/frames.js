// Gradio's first "Loading..." goes on when it has gone (Gradio 6.31): it counts seconds
// that nothing shows, and moves what nobody sees, in each frame for as long as the page
// is open. The one is left out, and the other, which all that moves shares, is seldom.
{
  const draw = window.requestAnimationFrame.bind(window);
  const counts = (change) => /^\(\)\s*=>[^]*performance\.now\(\)/.test(change);
  const moves = (change) => /\.tasks\.forEach\(/.test(change);
  window.requestAnimationFrame = (change) => {
    if (counts(change)) return 0;
    return moves(change) ? setTimeout(() => draw(change), 1000) : draw(change);
  };
}
