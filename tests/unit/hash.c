/* hash.c -- SHA-256 by its standard's examples. */
#include "hash.h"
#include "arena.h"
#include "buf.h"
#include "unit.h"

/* FIPS 180-4's examples (csrc.nist.gov, "Examples with Intermediate
 * Values"); the base64 is what openssl dgst -binary | base64 gives. */
static const struct {
	const char *text, *hex, *base64;
} examples[] = {
	{ "",
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
	{ "abc",
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	    "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
	    "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=" },
};

static void
agrees_with_the_standard(void **state)
{
	struct arena *a = arena_new();
	char *million = arena_alloc(a, 1000000);

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		size_t len = strlen(examples[i].text);

		assert_string_equal(
		    hash_hex(a, examples[i].text, len), examples[i].hex);
		assert_string_equal(
		    hash_base64(a, examples[i].text, len), examples[i].base64);
	}
	memset(million, 'a', 1000000);
	assert_string_equal(hash_hex(a, million, 1000000),
	    "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0");
	assert_int_equal(strlen(hash_hex(a, NULL, 0)), HASH_HEX);
	arena_free(a);
}

/* Bytes of all values and every length around the block's 64; the sums over
 * all answers come from node's crypto. */
static void
agrees_on_every_length(void **state)
{
	struct arena *a = arena_new();
	struct buf hex = buf_new(a, 300 * HASH_HEX),
		   base64 = buf_new(a, 300 * 44);
	unsigned char bytes[300];

	(void)state;
	for (size_t len = 0; len < 300; len++) {
		for (size_t i = 0; i < len; i++)
			bytes[i] = (unsigned char)(i * 7 + len);
		buf_puts(&hex, hash_hex(a, bytes, len));
		buf_puts(&base64, hash_base64(a, bytes, len));
	}
	assert_string_equal(hash_hex(a, hex.data, hex.len),
	    "def85da8f53f8ad58eda585dce61c0d7"
	    "bfbb3da6924badae49d32d11288c576f");
	assert_string_equal(hash_hex(a, base64.data, base64.len),
	    "902eab4d8fb77e62f1e0e815d2275fd8"
	    "77a8ac68e8aabe358a4819c0726fb767");
	arena_free(a);
}

static void
borders_count(void **state)
{
	struct arena *a = arena_new();
	char *const hashes[] = {
		hash_texts(a, "", NULL),
		hash_texts(a, "", "", NULL),
		hash_texts(a, "abc", NULL),
		hash_texts(a, "ab", "c", NULL),
		hash_texts(a, "a", "bc", NULL),
		hash_texts(a, "abc", "", NULL),
		hash_texts(a, "", "abc", NULL),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(hashes); i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(hashes[i], hashes[k]);
	/* The form is kept for ever: ids are made of it. */
	assert_string_equal(hashes[3],
	    "43ee655579de01ca739b3f95c1c2d3f46d353b2c0df818064ea594506cdb2617");
	assert_string_equal(hashes[4],
	    "9a8acca1b6c6c0befd3fbc756aed625da998c998f7252e738c4ef061906b9b21");
	arena_free(a);
}

UNIT(hash, T(agrees_with_the_standard), T(agrees_on_every_length),
    T(borders_count))
