package bench

import (
	"bytes"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/goodword/goodword/internal/app"
	"github.com/goodword/goodword/internal/domain/aggregate"
	"github.com/goodword/goodword/internal/store"
)

// clients is how many work at once.
const clients = 64

// BenchmarkSubmit is an introduction with its vetting, against the bare durable
// insert of the same document on the same engine.
func BenchmarkSubmit(b *testing.B) {
	h := newHouse(b)
	var n atomic.Int64
	// Referrers of their own keep history look-ups as short as they are in life.
	referrers := make([]string, 1000)
	for i := range referrers {
		referrers[i] = h.customer(i + 1).ID
	}
	first, err := h.app.Referrals.Submit(b.Context(), installation(h, n.Add(1)), h.submission(referrers[0], 0))
	h.must(err)
	doc := h.referralDoc(first.Doc.ID)

	b.Run("floor", func(b *testing.B) {
		h.must(h.engine.Ensure(b.Context(), store.Schema{Collection: "floor", Unique: []string{"source_key", "claim_email", "claim_phone"}}))
		b.SetParallelism(clients)
		b.ReportMetric(float64(len(doc.Body)), "B/doc")
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				id := fmt.Sprint("ref_floor", n.Add(1))
				body := bytes.Replace(doc.Body, []byte(doc.ID), []byte(id), 1)
				body = bytes.ReplaceAll(body, []byte(*first.Doc.ClaimEmail), []byte("email-"+id))
				if err := h.engine.Insert(b.Context(), "floor", store.Doc{ID: id, Version: 1, Body: body}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
	b.Run("submit", func(b *testing.B) {
		b.SetParallelism(clients)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				i := n.Add(1)
				if _, err := h.app.Referrals.Submit(b.Context(), installation(h, i), h.submission(referrers[int(i)%len(referrers)], i)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	})
}

// BenchmarkList is a page of 50 out of 100,000 referrals, against reading the same
// documents from the engine.
func BenchmarkList(b *testing.B) {
	h := newHouse(b)
	first, err := h.app.Referrals.Submit(b.Context(), installation(h, 1), h.submission(h.referrer.ID, 1))
	h.must(err)
	h.fill(b, h.referralDoc(first.Doc.ID), *first.Doc.ClaimEmail, 100_000)
	query, err := referralsSchema(b).Query("all")
	h.must(err)
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			docs, err := h.engine.Find(b.Context(), "referrals", query, store.Args{Limit: 50})
			if err != nil || len(docs) != 50 {
				b.Fatal(len(docs), err)
			}
		}
	})
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			page, err := h.app.Referrals.List(b.Context(), aggregate.Actor{Kind: aggregate.Operator}, app.ReferralFilter{}, app.Page{Limit: 50})
			if err != nil || len(page.Docs) != 50 {
				b.Fatal(len(page.Docs), err)
			}
		}
	})
}

// fill copies a referral n times, each with an id, a time and a claim of its own.
func (h *house) fill(b *testing.B, doc store.Doc, claim string, n int) {
	b.Helper()
	created := fmt.Sprintf(`"created_ms":%d`, h.clock.Now().UnixMilli())
	at := bytes.Index(doc.Body, []byte(`"created_ms":`))
	old := string(doc.Body[at : at+len(created)])
	batch := make([]store.Doc, 0, 1000)
	for i := range n {
		id := fmt.Sprintf("ref_fill%09d", i)
		body := bytes.Replace(doc.Body, []byte(doc.ID), []byte(id), 1)
		body = bytes.ReplaceAll(body, []byte(claim), []byte(fmt.Sprint("email-", id)))
		body = bytes.Replace(body, []byte(old), fmt.Appendf(nil, `"created_ms":%d`, h.clock.Now().UnixMilli()-int64(i)*1000), 1)
		if batch = append(batch, store.Doc{ID: id, Version: 1, Body: body}); len(batch) == cap(batch) {
			h.must(h.engine.InsertMany(b.Context(), "referrals", batch))
			batch = batch[:0]
		}
	}
}

// referralsSchema is the part of the collection's schema that the floor asks by.
func referralsSchema(testing.TB) store.Schema {
	return store.Schema{
		Collection: "referrals",
		Indexes:    []store.Index{{Name: "created", Fields: []string{"created_ms"}}},
		Queries:    []store.Query{{Name: "all", Index: "created", Sort: "created_ms", Desc: true}},
	}
}
