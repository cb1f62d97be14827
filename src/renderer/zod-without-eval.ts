import { config } from 'zod/v4/core'

// Under our Content-Security-Policy zod must not compile parsers. Schemas are made later, by scripts that are loaded on demand.
config({ jitless: true })
