package mongo

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"github.com/goodword/goodword/internal/fault"
	"github.com/goodword/goodword/internal/store"
)

// Insert implements store.Engine.
func (e *Engine) Insert(ctx context.Context, collection string, d store.Doc) error {
	c, err := e.collection(collection)
	if err != nil {
		return err
	}
	raw, err := encode(d, c.sparse)
	if err != nil {
		return err
	}
	_, err = c.InsertOne(ctx, raw)
	switch {
	case err == nil:
		return nil
	case unclear(err):
		return c.resolve(ctx, d, raw, err, store.Duplicate("id"))
	default:
		return c.refused(ctx, d.ID, raw, true, err)
	}
}

// Replace implements store.Engine.
func (e *Engine) Replace(ctx context.Context, collection string, version int64, d store.Doc) error {
	c, err := e.collection(collection)
	if err != nil {
		return err
	}
	raw, err := encode(d, c.sparse)
	if err != nil {
		return err
	}
	r, err := c.ReplaceOne(ctx, bson.D{{Key: "_id", Value: d.ID}, {Key: "version", Value: version}}, raw)
	switch {
	case err == nil && r.MatchedCount == 1:
		return nil
	case err == nil:
		if _, err := c.read(ctx, d.ID); err != nil {
			return err
		}
		return store.VersionConflict()
	case unclear(err):
		return c.resolve(ctx, d, raw, err, store.VersionConflict())
	default:
		return c.refused(ctx, d.ID, raw, false, err)
	}
}

// resolve finds out what became of an insert or a replace whose answer was lost.
// It reads on a time of its own, since the caller's is often what ran out. Another
// document of the same version means that ours was beaten. When the document
// isn't there, is still the old one, or has gone on since, this stays unknown.
func (c *collection) resolve(ctx context.Context, d store.Doc, raw bson.Raw, lost error, beaten *fault.Error) error {
	if noServer(lost) {
		return store.Unavailable(lost)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	is, err := c.read(ctx, d.ID)
	if err != nil {
		return store.Unavailable(lost)
	}
	version, _ := is.Lookup("version").AsInt64OK()
	switch {
	case bytes.Equal(is, raw):
		return nil
	case version == d.Version:
		return beaten
	default:
		return store.Unavailable(lost)
	}
}

// refused answers a write that the server refused. Which key stood against it is
// looked up, for servers don't name it reliably.
func (c *collection) refused(ctx context.Context, id string, raw bson.Raw, inserting bool, cause error) error {
	if inserting {
		_, err := c.read(ctx, id)
		if err == nil {
			return store.Duplicate("id")
		}
		if !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	for _, u := range c.schema.Unique {
		value, err := raw.LookupErr(u)
		if err != nil {
			continue // absent
		}
		filter := bson.D{{Key: u, Value: value}, {Key: "_id", Value: bson.D{{Key: "$ne", Value: id}}}}
		err = c.FindOne(ctx, filter, options.FindOne().SetHint(store.UniqueName(u)).SetProjection(bson.D{{Key: "_id", Value: 1}})).Err()
		if err == nil {
			return store.Duplicate(u)
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return readError(err)
		}
	}
	if mongo.IsDuplicateKeyError(cause) {
		return store.Unavailable(cause) // its holder let go of it in between
	}
	return fmt.Errorf("mongo: %s: %w", c.schema.Collection, cause)
}

// InsertMany implements store.Engine.
func (e *Engine) InsertMany(ctx context.Context, collection string, docs []store.Doc) error {
	c, err := e.collection(collection)
	if err != nil || len(docs) == 0 {
		return err
	}
	raws := make([]any, len(docs))
	for n, d := range docs {
		if raws[n], err = encode(d, c.sparse); err != nil {
			return err
		}
	}
	_, err = c.Collection.InsertMany(ctx, raws, options.InsertMany().SetOrdered(false))
	b, ok := errors.AsType[mongo.BulkWriteException](err)
	if !ok || len(b.WriteErrors) == 0 || b.WriteConcernError != nil {
		return readError(err)
	}
	for _, w := range b.WriteErrors {
		d := docs[w.Index]
		if err := c.refused(ctx, d.ID, raws[w.Index].(bson.Raw), true, w); store.Taken(err) != "id" {
			return err
		}
	}
	return nil
}

// Delete implements store.Engine.
func (e *Engine) Delete(ctx context.Context, collection, id string) error {
	c, err := e.collection(collection)
	if err != nil {
		return err
	}
	_, err = c.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}})
	return readError(err)
}
