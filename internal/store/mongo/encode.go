package mongo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/x/bsonx/bsoncore"

	"github.com/goodword/goodword/internal/store"
)

// encode turns a document's JSON into BSON, with "id" as a first "_id". A null in
// a member of absent is left out, because a sparse index would hold it.
func encode(d store.Doc, absent map[string]bool) (bson.Raw, error) {
	dec := json.NewDecoder(bytes.NewReader(d.Body))
	dec.UseNumber()
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("mongo: document %q is no JSON object: %w", d.ID, err)
	}
	at, out := bsoncore.AppendDocumentStart(nil)
	out = bsoncore.AppendStringElement(out, "_id", d.ID)
	for dec.More() {
		key, value, err := member(dec)
		if err != nil {
			return nil, fmt.Errorf("mongo: document %q: %w", d.ID, err)
		}
		switch {
		case key == "id":
			continue // it is there
		case key == "_id":
			return nil, fmt.Errorf("mongo: document %q: _id can't be a member", d.ID)
		case value == nil && absent[key]:
			continue
		}
		if out, err = appendValue(out, key, value, dec); err != nil {
			return nil, fmt.Errorf("mongo: document %q: %w", d.ID, err)
		}
	}
	if err := end(dec); err != nil {
		return nil, fmt.Errorf("mongo: document %q: %w", d.ID, err)
	}
	out, err := bsoncore.AppendDocumentEnd(out, at)
	return bson.Raw(out), err
}

// end takes the last brace and makes sure that nothing follows it.
func end(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("something follows the JSON object")
	}
	return nil
}

// member reads a key and the first token of its value.
func member(dec *json.Decoder) (string, json.Token, error) {
	t, err := dec.Token()
	if err != nil {
		return "", nil, err
	}
	key := t.(string) // the decoder lets nothing else stand here
	if strings.HasPrefix(key, "$") || strings.ContainsAny(key, ".\x00") {
		return "", nil, fmt.Errorf("%q can't be a member", key)
	}
	value, err := dec.Token()
	return key, value, err
}

// appendValue appends the value that starts with token t.
func appendValue(out []byte, key string, t json.Token, dec *json.Decoder) ([]byte, error) {
	switch v := t.(type) {
	case nil:
		return bsoncore.AppendNullElement(out, key), nil
	case bool:
		return bsoncore.AppendBooleanElement(out, key, v), nil
	case string:
		return bsoncore.AppendStringElement(out, key, v), nil
	case json.Number:
		return appendNumber(out, key, v.String())
	case json.Delim:
		if v == '{' {
			return appendObject(out, key, dec)
		}
		return appendArray(out, key, dec)
	default:
		return nil, fmt.Errorf("%q holds a %T", key, t)
	}
}

func appendObject(out []byte, key string, dec *json.Decoder) ([]byte, error) {
	at, out := bsoncore.AppendDocumentElementStart(out, key)
	for dec.More() {
		k, v, err := member(dec)
		if err != nil {
			return nil, err
		}
		if out, err = appendValue(out, k, v, dec); err != nil {
			return nil, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	return bsoncore.AppendDocumentEnd(out, at)
}

func appendArray(out []byte, key string, dec *json.Decoder) ([]byte, error) {
	at, out := bsoncore.AppendArrayElementStart(out, key)
	for n := 0; dec.More(); n++ {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		if out, err = appendValue(out, strconv.Itoa(n), t, dec); err != nil {
			return nil, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	return bsoncore.AppendArrayEnd(out, at)
}

// appendNumber keeps a number exactly or refuses it: what comes back must be what
// was written.
func appendNumber(out []byte, key, text string) ([]byte, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
		return bsoncore.AppendInt64Element(out, key, n), nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", key, err)
	}
	back, err := json.Marshal(f)
	if err != nil || string(back) != text {
		return nil, fmt.Errorf("%q: the number %s can't be kept exactly", key, text)
	}
	return bsoncore.AppendDoubleElement(out, key, f), nil
}
