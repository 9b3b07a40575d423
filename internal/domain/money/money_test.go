package money_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/goodword/goodword/internal/domain/money"
)

// Percentages and shares are exact and rounded towards zero.
func TestPercentAndShare(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := money.Of(rapid.Int64Range(-money.Max, money.Max).Draw(t, "amount"), "eur")
		bp := rapid.Int64Range(-1, 100_000).Draw(t, "bp")
		want := new(big.Int).Quo(new(big.Int).Mul(big.NewInt(m.Amount), big.NewInt(max(bp, 0))), big.NewInt(10_000)).Int64()
		if got := m.Percent(bp).Amount; got != want {
			t.Fatalf("%d bp of %d is %d, want %d", bp, m.Amount, got, want)
		}
		whole := rapid.Int64Range(0, money.Max).Draw(t, "whole")
		part := rapid.Int64Range(-1, money.Max).Draw(t, "part")
		if got := m.Share(part, whole).Amount; got < 0 || got > max(m.Amount, 0) {
			t.Fatalf("%d/%d of %d is %d", part, whole, m.Amount, got)
		}
	})
}

func TestAdd(t *testing.T) {
	t.Parallel()
	if _, err := money.Of(1, "eur").Add(money.Of(1, "usd")); err == nil {
		t.Error("two currencies were added")
	}
	if _, err := money.Of(money.Max, "eur").Add(money.Of(1, "eur")); err == nil {
		t.Error("more than we can hold")
	}
	if m, err := money.Of(2, "eur").Add(money.Of(-3, "eur")); err != nil || m.Amount != -1 {
		t.Errorf("%v %v", m, err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		m    money.Money
		code string
	}{
		"fine":     {money.Of(1, "eur"), ""},
		"currency": {money.Of(1, "EUR"), "unknown_currency"},
		"none":     {money.Of(1, ""), "unknown_currency"},
		"small":    {money.Of(0, "eur"), "amount_too_small"},
		"large":    {money.Of(money.Max+1, "eur"), "amount_too_large"},
	} {
		f := tc.m.Check("/amount", 1)
		if (f == nil) != (tc.code == "") || f != nil && f.Fields[0].Code != tc.code {
			t.Errorf("%s: %v", name, f)
		}
	}
	if money.Digits("jpy") != 0 || money.Digits("eur") != 2 {
		t.Error("digits")
	}
}
