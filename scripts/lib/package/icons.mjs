// Where the icons lie and which sizes each system shows.
import { join } from 'node:path'
import { root } from '../paths.mjs'

/** PNG files named `SIZExSIZE.png`, as the icon themes of Linux have them. */
export const iconsFolder = join(root, 'build', 'icons')

/** Edges in pixels. */
export const iconSizes = {
  png: [16, 24, 32, 48, 64, 128, 256, 512],
  ico: [16, 24, 32, 48, 64, 128, 256],
  icns: [16, 32, 64, 128, 256, 512, 1024],
}

/** The PNG of each size, by the folder of the icon theme that it belongs to. */
export const themeIcons = () => ({
  ...Object.fromEntries(
    iconSizes.png.map((size) => [`${size}x${size}`, join(iconsFolder, `${size}x${size}.png`)]),
  ),
  scalable: join(root, 'build', 'icon.svg'),
})
