import { z } from 'zod'

// Under our Content-Security-Policy zod must not compile parsers. Everything that builds a schema is
// behind the second import, since a bundler may evaluate a shared chunk before this line.
z.config({ jitless: true })
void import('./app/start')
