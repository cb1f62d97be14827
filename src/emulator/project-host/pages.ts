import type { Reply } from '../http/exchange'

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const style = `
  :root { color-scheme: light dark; font: 15px/22px system-ui, sans-serif }
  body { max-width: 420px; margin: 12vh auto; padding: 0 24px }
  h1 { margin: 0 0 12px; font-size: 20px }
  label { display: block; margin: 12px 0 4px }
  input { box-sizing: border-box; width: 100%; padding: 8px; font: inherit }
  button { margin: 16px 8px 0 0; padding: 8px 16px; font: inherit }
`

/** @param body HTML whose texts are escaped already */
export function page(title: string, body: string, status = 200): Reply {
  const head = `<meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style>`
  const content = `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, content }
}

export function redirect(to: string, cookies: readonly string[] = []): Reply {
  const more = cookies.length > 0 ? { 'set-cookie': [...cookies] } : {}
  return { status: 303, headers: { location: to, ...more }, content: '' }
}

/** A form whose hidden inputs and buttons are given by name and value. */
export function form(action: string, hidden: Readonly<Record<string, string>>, inside: string) {
  const inputs = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  return `<form method="post" action="${escaped(action)}">${inputs.join('')}${inside}</form>`
}
