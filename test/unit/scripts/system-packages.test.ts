import { expect, test } from 'vitest'
import {
  installedNames,
  missingPackages,
  nameHere,
} from '../../../scripts/lib/prepare/system-packages.mjs'

test('reads which packages are installed, and not those that were removed', () => {
  const listing = 'xvfb ii \ndbus:amd64 ii \ngnome-keyring un \nxauth rc \n'
  expect([...installedNames(listing)]).toEqual(['xvfb', 'dbus'])
})

test('a package counts as installed under its newer name', () => {
  const installed = new Set(['libgtk-3-0t64', 'xvfb'])
  expect(missingPackages(['xvfb', 'libgtk-3-0', 'libnss3'], installed)).toEqual(['libnss3'])
})

test('asks for the newer name only where the older one cannot be installed', () => {
  const newer = (name: string) => name === 'libgtk-3-0t64'
  expect(nameHere('libgtk-3-0', newer)).toBe('libgtk-3-0t64')
  expect(nameHere('libgtk-3-0', () => true)).toBe('libgtk-3-0')
  expect(nameHere('xvfb', () => false)).toBe('xvfb')
})
