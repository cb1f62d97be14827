import { domainElsewhere, issuerDiffers, type AcrossRule, type ProjectFacts } from './radar-across'
import type { RadarFinding } from './finding'
import type { ProjectRule, RadarProject } from './radar-project'
import { certificateExpired, certificateExpiring } from './rules-certificates'
import { checkFailed, disabledConnection } from './rules-looked-up'
import {
  cannotSignIn,
  httpIssuer,
  methodOff,
  organizationGone,
  socialDomain,
  unknownProvider,
} from './rules-connections'
import { casesFailing, defaultMapperLeft, mapperFindings } from './rules-mappers'
import { domainBelow, domainTwice, lockOut } from './rules-organizations'
import { changedElsewhere, staleDraft, wholeWrite } from './rules-state'

const projectRules: readonly ProjectRule[] = [
  lockOut,
  methodOff,
  certificateExpired,
  certificateExpiring,
  organizationGone,
  cannotSignIn,
  checkFailed,
  domainTwice,
  domainBelow,
  socialDomain,
  httpIssuer,
  unknownProvider,
  mapperFindings,
  casesFailing,
  defaultMapperLeft,
  disabledConnection,
  wholeWrite,
  changedElsewhere,
  staleDraft,
]

const acrossRules: readonly AcrossRule[] = [domainElsewhere, issuerDiffers]

/**
 * What the rules over one project find in it, rule by rule, so that a caller can pause in between. A
 * deleted project has nothing to look at.
 */
export function* findingsByRule(project: RadarProject): Generator<RadarFinding[]> {
  if (project.summary.state === 'deleted') return
  for (const rule of projectRules) yield rule(project)
}

/** Everything that the rules over several projects find. */
export function findingsAcross(projects: readonly ProjectFacts[]): RadarFinding[] {
  return acrossRules.flatMap((rule) => rule(projects))
}
