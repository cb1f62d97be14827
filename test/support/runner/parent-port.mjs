// Replaces Electron around the utility process: `process.parentPort` over the channel of a forked Node.
process.parentPort = {
  on: (event, listener) => process.on(event, (data) => listener({ data })),
  postMessage: (message) => process.send(message),
}
await import(process.argv[2])
