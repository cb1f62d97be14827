// Runs before each file where faults are planted, thousands of times: fewer cases of a property, and none that is sought
// because it is smaller than the one that failed.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 25, endOnFailure: true })
