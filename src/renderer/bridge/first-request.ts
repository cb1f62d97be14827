import { request } from './request'

type AppRead = ReturnType<typeof request<'app.read'>>

let asked: AppRead | undefined

/** Asks for the state of the app, before the other modules of the page are evaluated: main reads meanwhile what it answers. */
export function askFirst(): void {
  asked = request('app.read', {})
}

/** The state of the app: the one that was asked for first, then the present one. */
export function readAppState(): AppRead {
  const answer = asked ?? request('app.read', {})
  asked = undefined
  return answer
}
