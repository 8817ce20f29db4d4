/** What is shown while Parley builds or its database starts: one calm sentence that replaces itself. */
export function startingPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Parley is starting</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; font: 14px/1.5 system-ui, sans-serif;
    background: light-dark(oklch(0.988 0.004 95), oklch(0.205 0.009 168)); color: light-dark(oklch(0.26 0.015 165), oklch(0.935 0.006 95)); }
  main { text-align: center; padding: 24px; }
  h1 { font-size: 20px; font-weight: 600; margin: 0 0 4px; }
  p { margin: 0; color: light-dark(oklch(0.505 0.014 165), oklch(0.72 0.01 110)); }
</style>
</head>
<body><main><h1>Parley is starting</h1><p>This page opens by itself. The first start builds the application and takes about a minute.</p></main></body>
</html>
`;
}
