// Package mongotest finds the MongoDB servers that tests can run on. No fake of
// ours speaks the protocol; three servers share the proof, and each tells which
// properties it gives:
//
//   - FerretDB is built from the nested module store/mongo/ferretdb, once into the
//     user's cache directory, and started once for each test binary. It answers
//     every query shape and is durable, but its compare-and-swap isn't atomic.
//   - mongo-java-server is used when GOODWORD_TEST_MONGO_JAVA gives its address
//     (host:port); javaserver/run starts one. It is atomic, but keeps nothing.
//   - A real MongoDB is used when MONGODB_TEST_URI names one. It gives everything,
//     query plans too.
//
// A server that isn't there is left out in one line of output, unless
// GOODWORD_TEST_REQUIRE contains "mongo": then missing stand-ins fail the test.
//
// Only tests import this package.
package mongotest
