//go:build js && wasm

// Command wasm is the engine as a WebAssembly module: it adds one function to the global object,
// which takes a request and returns an answer, both JSON text.
package main

import (
	"runtime/debug"
	"syscall/js"

	"sso-workbench/engine"
)

// The module may have 256 MB; near this the collector uses all the time it needs.
const softMemoryLimit = 200 << 20

func main() {
	debug.SetMemoryLimit(softMemoryLimit)
	js.Global().Set("jsonnetEngine", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return engine.AnswerJSON(args[0].String())
	}))
	select {}
}
