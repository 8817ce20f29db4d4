/**
 * Radix locks scrolling under a window with a <style> element that it makes in the browser. The content security policy
 * allows one only with this page's nonce, which it reads from the name that webpack gave it. Imported for its effect.
 */
if (typeof document !== "undefined") {
  const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
  if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
}
