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
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** What the start page names to be loaded with it, such as `./assets/start-C8RlJf63.js`. */
const named = /(?:src|href)="\.\/([\w./-]+)"/g

/** Answers requests for the window's own files, only from `root`. */
export function createAppResponses(root: string) {
  type Content = ReturnType<typeof readStaticFile>
  const ahead = new Map<string, Content>()

  function readAhead(path: string): Content {
    const content = readStaticFile(root, path.split('/'))
    ahead.set(path, content)
    return content
  }

  function read(segments: readonly string[]): Content {
    const path = segments.join('/')
    const known = ahead.get(path)
    // The files stay as they are; only the first page waits for them.
    ahead.delete(path)
    return known ?? readStaticFile(root, segments)
  }

  return {
    async answer({ method, url }: { readonly method: string; readonly url: string }) {
      const segments = method === 'GET' ? pathSegments(url) : undefined
      const extension = segments?.at(-1)?.split('.').at(-1) ?? ''
      const type = Object.hasOwn(types, extension) ? types[extension] : undefined
      const content = segments && type ? await read(segments) : undefined
      if (!content || !type) return new Response('Not found', { status: 404, headers })
      return new Response(content, { headers: { ...headers, 'content-type': type } })
    },
    /** Reads the start page and what it names, for the first window that asks. */
    async readStart(): Promise<void> {
      const page = new TextDecoder().decode(await readAhead('index.html'))
      await Promise.all([...page.matchAll(named)].map(([, path = '']) => readAhead(path)))
    },
  }
}
