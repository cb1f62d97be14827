// Runs before each file where faults are planted, thousands of times: fewer cases of a property, and none that is sought
// because it is smaller than the one that failed. No fault is there while the file is loaded, not even that of the run before.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 25, endOnFailure: true })

const { __stryker__: planted } = globalThis as { __stryker__?: { activeMutant?: string } }
if (planted) delete planted.activeMutant
