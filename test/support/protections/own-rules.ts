import { appRules } from './app-rules'
import { foreignRules } from './foreign-rules'
import type { Protection } from './protection'
import { secretRules } from './secret-rules'

/** What this app asks of itself, beyond Electron's list: S1 to S16. */
export const ownRules: readonly Protection[] = [...secretRules, ...foreignRules, ...appRules]
