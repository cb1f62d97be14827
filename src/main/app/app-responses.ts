import { readStaticFile } from '../files/static-files'
import { pathSegments } from './app-address'
import { contentSecurityPolicy } from './csp'

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

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Paths below the page of the scripts that it names, as the build writes them. */
const scriptsOf = (html: string) =>
  new Set([...html.matchAll(/<script[^>]* src="\.\/([^"]+)"/g)].map(([, path = '']) => path))

/** Answers requests for the window's own files, only from `root`. */
export function createAppResponses(root: string) {
  /** Scripts that the page begins with and was not given yet. */
  let missing = new Set<string>()
  let tellScripts: () => void = () => undefined
  const scriptsGiven = new Promise<void>((resolve) => {
    tellScripts = resolve
  })

  function note(extension: string, path: string, content: Uint8Array): void {
    if (extension === 'html') missing = scriptsOf(new TextDecoder().decode(content))
    // The answer goes first.
    if (missing.delete(path) && missing.size === 0) setImmediate(tellScripts)
  }

  return {
    async answer({ method, url }: { readonly method: string; readonly url: string }) {
      const segments = method === 'GET' ? pathSegments(url) : undefined
      const extension = segments?.at(-1)?.split('.').at(-1) ?? ''
      const type = Object.hasOwn(types, extension) ? types[extension] : undefined
      const content = segments && type ? await readStaticFile(root, segments) : undefined
      if (!segments || !content || !type) return new Response('Not found', { status: 404, headers })
      note(extension, segments.join('/'), content)
      return new Response(content, { headers: { ...headers, 'content-type': type } })
    },
    /** Resolves once a page was given all the scripts that it begins with. */
    scriptsGiven,
  }
}
