import { z } from 'zod'

// Under our Content-Security-Policy zod must not compile parsers. This has to be evaluated before any module
// that makes a schema, so it is the first import of the page.
z.config({ jitless: true })
