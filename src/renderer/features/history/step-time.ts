/** When a step was done, as short as it is clear: "14:05" today, "3 Nov, 14:05" before. */
export { shortTimeText as stepTime } from '../../../core/model/format'
