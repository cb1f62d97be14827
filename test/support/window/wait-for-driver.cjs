// Loaded before the app by `-r`. Playwright calls `__playwright_run` once it is attached to the app. Given the path of a
// program, it does not hold the app until then: a page that loads meanwhile is at times never told to it.
const { app } = require('electron')

let begin
const driven = new Promise((resolve) => {
  begin = resolve
})
const whenReady = app.whenReady()
const emit = app.emit.bind(app)
let isDriven = false
let ready

app.emit = (name, ...rest) => {
  if (name !== 'ready' || isDriven) return emit(name, ...rest)
  ready = rest
  return true
}
app.isReady = () => isDriven
app.whenReady = () => driven

globalThis.__playwright_run = async () => {
  await whenReady
  isDriven = true
  begin()
  emit('ready', ...ready)
}
