import { useElementSize, useWindowSize } from '@vueuse/core'
import { computed, ref, type Ref } from 'vue'
import { useAppStore } from '../../../stores/app'

const rail = 52
const least = {
  mapper: 320,
  claims: 240,
  result: 280,
  stacked: 300,
  cases: 72,
  above: 150,
  below: 164,
}

/** Sizes of the mapper screen's regions, from the settings. @param hasCases whether the cases need more than one line */
export function useLayout(upper: Readonly<Ref<HTMLElement | null>>, hasCases: () => boolean) {
  const app = useAppStore()
  const { width: windowWidth, height: windowHeight } = useWindowSize({ listenOrientation: false })
  const kept = (name: string, otherwise: number) =>
    ref(app.settings.columns[`lab-${name}`] ?? otherwise)
  // A wide window fits the lines of claims and result.
  const isWide = windowWidth.value >= 1600
  const claims = kept('claims', isWide ? 480 : 350)
  const result = kept('result', isWide ? 520 : 390)
  const side = kept('side', 380)
  const claimsHeight = kept('claims-height', 210)
  const casesHeight = kept('cases', window.innerHeight < 700 ? 142 : 190)
  const isLow = windowHeight.value < 700
  /** The user's choice, until they leave the screen. */
  const foldChosen = ref<boolean>()
  const folded = computed({
    get: () => foldChosen.value ?? (isLow || !hasCases()),
    set: (isFolded) => (foldChosen.value = isFolded),
  })
  const stacked = computed(() => windowWidth.value < 1100)
  const inside = computed(() => windowWidth.value - rail)

  const clamp = (value: number, min: number, max: number) =>
    Math.max(min, Math.min(value, Math.max(min, max)))
  const resultMax = computed(() => inside.value - least.mapper - least.claims)
  const shownResult = computed(() => clamp(result.value, least.result, resultMax.value))
  const claimsMax = computed(() => inside.value - least.mapper - shownResult.value)
  const shownClaims = computed(() => clamp(claims.value, least.claims, claimsMax.value))
  const sideMax = computed(() => inside.value - least.mapper)
  const shownSide = computed(() => clamp(side.value, least.stacked, sideMax.value))
  /** In a small window the stacked claims and result get the height. */
  const casesMax = computed(() => {
    const most = windowHeight.value - 340
    return stacked.value && windowHeight.value < 700 ? Math.min(most, 108) : most
  })
  const shownCases = computed(() =>
    folded.value ? 36 : clamp(casesHeight.value, least.cases, casesMax.value),
  )
  /** Height above the cases; 0 until rendered. */
  const { height: upperHeight } = useElementSize(upper)
  const room = computed(() => upperHeight.value || windowHeight.value - 120 - shownCases.value)
  /** The result keeps room for some lines. */
  const claimsHeightMax = computed(() => room.value - least.below)
  const shownClaimsHeight = computed(() =>
    clamp(claimsHeight.value, least.above, claimsHeightMax.value),
  )

  const keep = (name: string, value: number): void => void app.setColumn(`lab-${name}`, value)

  return {
    least,
    stacked,
    folded,
    claims,
    result,
    side,
    claimsHeight,
    casesHeight,
    shownClaims,
    shownResult,
    shownSide,
    shownCases,
    shownClaimsHeight,
    claimsMax,
    resultMax,
    sideMax,
    casesMax,
    claimsHeightMax,
    keep,
  }
}
