import { appRules } from './app-rules'
import { attackRules } from './attack-rules'
import { foreignRules } from './foreign-rules'
import type { Protection } from './protection'
import { secretRules } from './secret-rules'

/** What this app asks of itself, beyond Electron's list: S1 to S19. */
export const ownRules: readonly Protection[] = [
  ...secretRules,
  ...foreignRules,
  ...appRules,
  ...attackRules,
]
