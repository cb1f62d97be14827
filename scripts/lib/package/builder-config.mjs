// electron-builder's configuration for all systems, as a pure function of the facts.
import { linkScheme, mimeType, productName, programName } from './identity.mjs'
import { wantedFuses } from './fuses.mjs'

/** Everything that runs is bundled into out/; only keytar, which is native, comes from node_modules. */
const files = [
  'out/{main,preload,renderer,mapper}/**',
  'package.json',
  '!node_modules/**',
  'node_modules/keytar/{package.json,LICENSE.md}',
  'node_modules/keytar/lib/**',
  'node_modules/keytar/build/Release/keytar.node',
]

/**
 * @param {{
 *   electron: string, dist?: string, version: string, packageVersion: string, output: string,
 *   release: ReturnType<typeof import('./release.mjs').releaseFrom>, env: Record<string, string | undefined>,
 *   afterPack?: (context: { appOutDir: string, packager: any }) => Promise<void>
 * }} facts `electron`: the version that is packaged; `dist`: a folder with it, otherwise it is downloaded; `version`: of
 *   the app; `packageVersion`: the same with a mark, for names; `output`: the folder to write to; `env`: whether there
 *   is something to sign with
 */
export function builderConfig(facts) {
  const { electron, dist, version, packageVersion, output, release, env, afterPack } = facts
  return {
    appId: 'io.github.sso-workbench',
    productName,
    copyright: 'Copyright (c) 2026 the SSO Workbench authors',
    electronVersion: electron,
    ...(dist === undefined ? {} : { electronDist: dist }),
    directories: { output, buildResources: 'build' },
    artifactName: `${programName}_${packageVersion}_\${os}_\${arch}.\${ext}`,
    files,
    extraResources: [
      { from: 'LICENSE', to: 'LICENSE.txt' },
      { from: 'engine/built/LICENSES.txt', to: 'LICENSES.engine.txt' },
      { from: 'out/LICENSES.npm.txt', to: 'LICENSES.npm.txt' },
    ],
    extraMetadata: { version, desktopName: `${programName}.desktop` },
    asar: true,
    asarUnpack: ['**/*.node'],
    // keytar was compiled by us; nothing else is native.
    npmRebuild: false,
    nodeGypRebuild: false,
    electronFuses: { ...wantedFuses, resetAdHocDarwinSignature: !signsOnMac(env) },
    protocols: [{ name: `Place in ${productName}`, schemes: [linkScheme] }],
    ...(afterPack === undefined ? {} : { afterPack }),
    // The release workflow uploads; the app reads a feed of ours.
    publish: null,
    linux: linux(release),
    mac: mac(env),
    dmg: { writeUpdateInfo: false },
    win: windows(env, release),
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      include: 'build/windows/installer.nsh',
      // Drafts and keys are the person's own.
      deleteAppDataOnUninstall: false,
    },
    portable: { artifactName: `${programName}_${packageVersion}_\${os}_\${arch}_portable.exe` },
  }
}

function linux(release) {
  return {
    target: ['AppImage', 'rpm'],
    executableName: programName,
    icon: 'build/icons',
    category: 'Development',
    synopsis: 'Enterprise single sign-on of many Ory Network projects',
    maintainer: release.maintainer,
    vendor: 'The SSO Workbench authors',
    syncDesktopName: true,
    desktop: { entry: { StartupWMClass: programName, Keywords: 'SSO;SAML;OIDC;Ory;' } },
    fileAssociations: [{ ext: 'set-up.json', name: 'Set-up of SSO Workbench', mimeType }],
  }
}

const signsOnMac = (env) => Boolean(env['CSC_LINK'] || env['CSC_NAME'])

/** Without a certificate it is signed for this computer only, since processors of Apple start nothing unsigned. */
function mac(env) {
  const signs = signsOnMac(env)
  return {
    target: ['dmg', 'zip'],
    icon: 'build/icon.icns',
    category: 'public.app-category.developer-tools',
    ...(signs ? {} : { identity: '-' }),
    hardenedRuntime: signs,
    gatekeeperAssess: false,
    entitlements: 'build/mac/entitlements.plist',
    entitlementsInherit: 'build/mac/entitlements.plist',
    notarize: signs && Boolean(env['APPLE_API_KEY'] || env['APPLE_ID'] || env['APPLE_KEYCHAIN']),
    fileAssociations: [
      // Alternate: other apps stay the first choice for files that are not ours alone.
      { ext: ['json', 'yaml', 'yml'], name: 'Set-up', role: 'Viewer', rank: 'Alternate' },
    ],
  }
}

/** Signed by electron-builder where WIN_CSC_LINK or CSC_LINK names a certificate, whose name is RELEASE_PUBLISHER. */
function windows(env, { updates, publisher }) {
  // Otherwise an installed app would take an update of any signature, or of none.
  if (env['WIN_CSC_LINK'] && updates && publisher === undefined)
    throw new Error('RELEASE_PUBLISHER is not set: the name in the certificate of WIN_CSC_LINK')
  return {
    ...(publisher === undefined ? {} : { signtoolOptions: { publisherName: [publisher] } }),
    target: ['nsis', 'portable'],
    icon: 'build/icon.ico',
    forceCodeSigning: Boolean(env['WIN_CSC_LINK']),
  }
}
