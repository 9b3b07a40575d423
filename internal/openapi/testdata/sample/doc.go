// Package sample is a small API that uses every device of the pipeline: the tests
// generate its document, serve it and hold the one to the other.
package sample

// The general annotations.
//
//	@title			Sample
//	@version		1.0
//	@description	Notes, and everything that can be asked of them.
//	@contact.name	Sample
//	@contact.url	https://example.com
//	@license.name	Apache-2.0
//	@license.url	https://www.apache.org/licenses/LICENSE-2.0
//	@tag.name		notes
//	@tag.description	Notes to oneself.
//	@BasePath		/
