// Runs before each file where faults are planted: that a property fails is enough, its smallest example is of no use.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })
