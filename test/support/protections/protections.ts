import { electronList } from './electron-list'
import { ownRules } from './own-rules'
import type { Protection } from './protection'

/** Every protection of the app: `npm run docs` lists them, and `npm run test:protections` takes each away. */
export const protections: readonly Protection[] = [...electronList, ...ownRules]
