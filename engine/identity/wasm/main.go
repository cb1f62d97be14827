//go:build js && wasm

// Command wasm is the validator as a WebAssembly module: it puts one function on the global object, which
// takes a request and returns an answer, both JSON text. It finds there what knows phone numbers.
package main

import (
	"runtime/debug"
	"strings"
	"syscall/js"

	"github.com/nyaruka/phonenumbers"

	"sso-workbench/engine/identity"
)

// The module may have 256 MB; near this the collector works as hard as it must.
const softMemoryLimit = 200 << 20

func main() {
	debug.SetMemoryLimit(softMemoryLimit)
	phonenumbers.Lookup = func(text string) string {
		// Without a default region a number begins with a plus sign, ASCII or wide.
		if !strings.ContainsAny(text, "+＋") {
			return ""
		}
		return js.Global().Call("phoneNumber", text).String()
	}
	js.Global().Set("identityEngine", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return identity.AnswerJSON(args[0].String())
	}))
	select {}
}
