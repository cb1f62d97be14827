import './zod-without-eval'
import './app/start'
