import { Notification } from 'electron'

/** Those that are shown: Electron forgets one, and the click on it, once nothing holds it. */
const shown = new Set<Notification>()
/** So many are held. Not every system tells that one was closed. */
const mostHeld = 20
/** Milliseconds for which a system may take a notification; then it counts as shown. */
const patience = 5000

/**
 * Shows a notification of the system.
 *
 * @returns whether the system took it: on Linux somebody has to show them
 */
export function showNotification(
  { title, body }: { readonly title: string; readonly body: string },
  onClick: () => void,
): Promise<boolean> {
  if (!Notification.isSupported()) return Promise.resolve(false)
  const notification = new Notification({ title, body })
  shown.add(notification)
  const [oldest] = shown
  if (oldest && shown.size > mostHeld) shown.delete(oldest)
  const forget = () => void shown.delete(notification)
  notification.on('click', () => {
    forget()
    onClick()
  })
  notification.on('close', forget)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), patience)
    const ended = (isShown: boolean) => {
      clearTimeout(timer)
      resolve(isShown)
    }
    notification.on('show', () => ended(true))
    notification.on('failed', () => {
      forget()
      ended(false)
    })
    notification.show()
  })
}
