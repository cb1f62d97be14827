//go:build js && wasm

// Command wasm is the validator as a WebAssembly module: it adds one function to the global object, which
// takes a request and returns an answer, both JSON text. The global object provides phone numbers.
package main

import (
	"runtime/debug"
	"strings"
	"syscall/js"

	"github.com/nyaruka/phonenumbers"

	"sso-workbench/engine/identity"
)

// The module may have 256 MB; near this the collector uses all the time it needs.
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
