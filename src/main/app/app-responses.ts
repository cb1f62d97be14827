import { readStaticFile } from '../files/static-files'
import { pathSegments } from './app-address'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff: 'font/woff',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
}

/**
 * The policy of the window, sent with every file. Inline styles are allowed because Naive UI and
 * CodeMirror create them at run time. Nothing may be fetched except the window's own files: the main
 * process makes all requests.
 */
const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'none'",
  'object-src': "'none'",
  'frame-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  // Vue creates this policy for its own static markup.
  'trusted-types': 'vue',
}

export const contentSecurityPolicy = Object.entries(directives)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Answers requests for the window's own files, only from `root`. */
export function createAppResponses(root: string) {
  return ({ method, url }: { readonly method: string; readonly url: string }) => {
    const segments = method === 'GET' ? pathSegments(url) : undefined
    const extension = segments?.at(-1)?.split('.').at(-1) ?? ''
    const type = Object.hasOwn(types, extension) ? types[extension] : undefined
    const content = segments && type ? readStaticFile(root, segments) : undefined
    if (!content || !type) return new Response('Not found', { status: 404, headers })
    return new Response(content, { headers: { ...headers, 'content-type': type } })
  }
}
