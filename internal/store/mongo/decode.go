package mongo

import (
	"encoding/json"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"

	"github.com/goodword/goodword/internal/store"
)

// decode turns a document of the server back into its JSON.
func decode(raw bson.Raw) (store.Doc, error) {
	d := store.Doc{}
	var ok bool
	if d.ID, ok = raw.Lookup("_id").StringValueOK(); !ok {
		return d, fmt.Errorf("mongo: a document has no string as its _id")
	}
	if d.Version, ok = raw.Lookup("version").AsInt64OK(); !ok {
		return d, fmt.Errorf("mongo: document %q has no version", d.ID)
	}
	var err error
	if d.Body, err = appendJSON(nil, raw, true); err != nil {
		return d, fmt.Errorf("mongo: document %q: %w", d.ID, err)
	}
	return d, nil
}

// appendJSON appends an object; at the top "_id" is "id".
func appendJSON(out []byte, raw bson.Raw, top bool) ([]byte, error) {
	elements, err := raw.Elements()
	if err != nil {
		return nil, err
	}
	out = append(out, '{')
	for n, e := range elements {
		if n > 0 {
			out = append(out, ',')
		}
		key := e.Key()
		if top && key == "_id" {
			key = "id"
		}
		if out, err = appendPlain(out, key); err != nil {
			return nil, err
		}
		out = append(out, ':')
		if out, err = appendJSONValue(out, e.Value()); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return append(out, '}'), nil
}

func appendJSONValue(out []byte, v bson.RawValue) ([]byte, error) {
	switch v.Type {
	case bson.TypeString:
		return appendPlain(out, v.StringValue())
	case bson.TypeInt64:
		return appendPlain(out, v.Int64())
	case bson.TypeInt32:
		return appendPlain(out, v.Int32())
	case bson.TypeDouble:
		return appendPlain(out, v.Double())
	case bson.TypeBoolean:
		return appendPlain(out, v.Boolean())
	case bson.TypeNull:
		return append(out, "null"...), nil
	case bson.TypeEmbeddedDocument:
		return appendJSON(out, v.Document(), false)
	case bson.TypeArray:
		return appendJSONArray(out, v.Array())
	default:
		return nil, fmt.Errorf("holds a %s", v.Type)
	}
}

func appendJSONArray(out []byte, raw bson.Raw) ([]byte, error) {
	values, err := raw.Values()
	if err != nil {
		return nil, err
	}
	out = append(out, '[')
	for n, v := range values {
		if n > 0 {
			out = append(out, ',')
		}
		if out, err = appendJSONValue(out, v); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

// appendPlain appends a string, a number or a boolean as encoding/json writes it.
func appendPlain(out []byte, v any) ([]byte, error) {
	b, err := json.Marshal(v)
	return append(out, b...), err
}
