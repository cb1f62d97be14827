import { electronList } from './electron-list'
import { ownRules } from './own-rules'
import type { Protection } from './protection'

/** Every protection of the app: docs/security.md is made of it, and `npm run test:protections` takes each away. */
export const protections: readonly Protection[] = [...electronList, ...ownRules]
