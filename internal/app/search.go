package app

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"

	"github.com/goodword/goodword/internal/domain/company"
	"github.com/goodword/goodword/internal/domain/contact"
	"github.com/goodword/goodword/internal/domain/member"
	"github.com/goodword/goodword/internal/domain/referral"
	"github.com/goodword/goodword/internal/domain/search"
	"github.com/goodword/goodword/internal/store"
)

// The functions below set what only indexes read. They run before every write of a
// document, whoever writes it, and look at nothing but the document: what erasure
// blanks is gone from the index with the same write.

func (c *core) indexMember(m *member.Member) { m.Search = c.searchKeys(memberWords(m)) }

func (c *core) indexCompany(co *company.Company) { co.Search = c.searchKeys(companyWords(co)) }

func (c *core) indexReferral(r *referral.Referral) {
	r.Search = c.searchKeys(referralWords(r))
	r.FollowMS, r.ReportedMS = r.FollowUp().ByMS, r.ReportedSince()
	r.OwedMS, r.Reached = r.OwedSince(), string(r.Milestone())
}

// The words by which people look for a record.

func memberWords(m *member.Member) []string {
	p := m.Personal
	return search.Words(append([]string{p.Name, p.Company, p.Email, m.ExternalID}, contact.Digits(p.Phone)...)...)
}

func companyWords(c *company.Company) []string {
	return search.Words(append([]string{c.Name, c.ExternalID}, c.Domains...)...)
}

func referralWords(r *referral.Referral) []string {
	p := r.Personal
	return search.Words(append([]string{p.Name, p.Company, p.Email, r.ExternalID}, contact.Digits(p.Phone)...)...)
}

// searchKeys are the keyed hashes under which words are found. The index shows
// nobody's name to whoever reads the database without the installation's secret.
func (c *core) searchKeys(words []string) []string {
	prefixes := search.Prefixes(words)
	if len(prefixes) == 0 {
		return nil
	}
	keys := make([]string, len(prefixes))
	h := hmac.New(sha256.New, c.secret)
	for i, p := range prefixes {
		keys[i] = searchKey(h, p)
	}
	return keys
}

// searchKey is short: two prefixes that share one cost a look at a document, which
// search.Query.Matches then leaves out.
func searchKey(h hash.Hash, prefix string) string {
	return base64.RawURLEncoding.EncodeToString(sum(h, "search", prefix)[:6])
}

// searched is a search as a list asks it: the query's one value, and the sieve that
// holds everything typed against the words of each document.
func searched[T any](c *core, q store.Query, typed string, words func(*T) []string) (store.Query, []any, sieve[T], error) {
	query, f := search.Parse("?q", typed)
	if f != nil {
		return store.Query{}, nil, sieve[T]{}, f
	}
	only := sieve[T]{}.and("search", query.String(), func(doc *T) bool { return query.Matches(words(doc)) })
	return q, []any{searchKey(hmac.New(sha256.New, c.secret), query.Prefix())}, only, nil
}
