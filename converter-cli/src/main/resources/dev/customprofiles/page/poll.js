/* Asks the server for new data while the page is looked at. */

/**
 * Asks for new data again and again, while somebody looks; what cannot be had is left as it is. What takes the server long is
 * asked for seldom: it may run beside the application.
 */
async function poll(url, millis) {
  let pause = millis;
  let heard = Date.now();
  const isSilent = () => say('silent', 'no answer from the server since ' + clock(BigInt(heard) * 1000000n, 0));
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    if (document.hidden) {
      continue;
    }
    try {
      const asked = performance.now();
      const answer = await fetch(url);
      if (answer.ok) {
        const data = await answer.json();
        pause = Math.max(millis, 10 * (performance.now() - asked));
        heard = Date.now();
        show(data);
      } else {
        isSilent();
      }
    } catch (e) {
      isSilent(); // it may come back
    }
  }
}
