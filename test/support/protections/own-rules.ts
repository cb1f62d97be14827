import { appRules } from './app-rules'
import { attackRules, folderRules } from './attack-rules'
import { consentRules } from './consent-rules'
import { foreignRules } from './foreign-rules'
import type { Protection } from './protection'
import { checkRules, secretRules } from './secret-rules'

/** What this app asks of itself, beyond Electron's list: S1 and on. */
export const ownRules: readonly Protection[] = [
  ...secretRules,
  ...foreignRules,
  ...appRules,
  ...attackRules,
  ...consentRules,
  ...checkRules,
  ...folderRules,
]
