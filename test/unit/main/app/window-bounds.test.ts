import { expect, test } from 'vitest'
import { besideBounds } from '../../../../src/main/app/window-bounds'

const display = { x: 0, y: 0, width: 1920, height: 1080 }
const right = { x: 1920, y: 0, width: 1920, height: 1080 }

test('a further window stands a little beside the one in front, and is as large', () => {
  const front = { x: 100, y: 50, width: 1280, height: 800 }
  expect(besideBounds(front, [display])).toEqual({
    x: 132,
    y: 82,
    width: 1280,
    height: 800,
    maximized: false,
  })
})

test('at the edge of its display it begins in the corner, and never covers the one in front', () => {
  const low = { x: 630, y: 270, width: 1280, height: 800 }
  expect(besideBounds(low, [display])).toMatchObject({ x: 0, y: 0 })
  const whole = { x: 0, y: 0, width: 1920, height: 1080 }
  expect(besideBounds(whole, [display])).toMatchObject({ x: 32, y: 32 })
  const other = { x: 2560, y: 270, width: 1280, height: 800 }
  expect(besideBounds(other, [display, right])).toMatchObject({ x: 1920, y: 0 })
})
