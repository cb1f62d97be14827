import { askFirst } from '../bridge/first-request'

askFirst()
