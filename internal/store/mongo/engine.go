package mongo

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"go.mongodb.org/mongo-driver/mongo/readconcern"
	"go.mongodb.org/mongo-driver/mongo/readpref"
	"go.mongodb.org/mongo-driver/mongo/writeconcern"

	"github.com/goodword/goodword/internal/store"
)

var _ store.Engine = (*Engine)(nil)

// patience is how long a request waits for a server that takes writes, before it
// is Unavailable. The driver's own 30 s would outlive the request.
const patience = 3 * time.Second

// Engine is a database of a MongoDB server as a store.Engine.
type Engine struct {
	client *mongo.Client
	db     *mongo.Database

	mu          sync.RWMutex
	collections map[string]*collection // set by Ensure
}

// collection is a declared collection on the server.
type collection struct {
	*mongo.Collection
	schema store.Schema
	sparse map[string]bool // indexed members, in which null counts as absent
}

// Open connects to the database of that name on the server or replica set at uri.
// The caller closes it.
func Open(ctx context.Context, uri, database string) (*Engine, error) {
	journaled := true
	client, err := mongo.Connect(ctx, options.Client().ApplyURI(uri).
		SetServerSelectionTimeout(patience).
		SetConnectTimeout(patience).
		SetRetryWrites(true).
		SetRetryReads(true).
		SetReadPreference(readpref.Primary()).
		SetReadConcern(readconcern.Majority()).
		SetWriteConcern(&writeconcern.WriteConcern{W: "majority", Journal: &journaled}))
	if err != nil {
		return nil, fmt.Errorf("mongo: %w", err)
	}
	if err := client.Ping(ctx, readpref.Primary()); err != nil {
		return nil, store.Unavailable(errors.Join(err, client.Disconnect(context.WithoutCancel(ctx))))
	}
	return &Engine{client: client, db: client.Database(database), collections: map[string]*collection{}}, nil
}

// Close ends the connections. Later calls answer Unavailable.
func (e *Engine) Close() error {
	err := e.client.Disconnect(context.Background())
	if errors.Is(err, mongo.ErrClientDisconnected) {
		return nil
	}
	return err
}

// Ping makes a durable write, so that a missing primary or a full disk shows.
func (e *Engine) Ping(ctx context.Context) error {
	_, err := e.db.Collection("_ping").ReplaceOne(ctx, bson.D{{Key: "_id", Value: "ping"}}, bson.D{{Key: "at_ms", Value: time.Now().UnixMilli()}}, options.Replace().SetUpsert(true))
	return readError(err)
}

// collection returns a collection; Ensure must have run.
func (e *Engine) collection(name string) (*collection, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	if c, ok := e.collections[name]; ok {
		return c, nil
	}
	return nil, fmt.Errorf("mongo: collection %q was not ensured", name)
}
