package dev.parallax.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON mapper, strict and bounded: depth 64, no duplicate names, nothing behind the document. Thread-safe.
public final class Json {
    /// Deep enough for every message; a bound because parsers recurse.
    public static final int DEPTH_LIMIT = 64;
    /// The longest string inside a document, in characters: as long as a whole request body.
    public static final int STRING_LENGTH_LIMIT = 1 << 20;
    /// The largest magnitude of an integer that every JSON reader holds exactly.
    public static final long INTEGER_LIMIT = (1L << 53) - 1;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_LIMIT)
                            .maxStringLength(STRING_LENGTH_LIMIT)
                            .maxNumberLength(400)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// Parses a document whose top level is an object.
    ///
    /// @throws InvalidJsonException with a sentence for the sender
    public static ObjectNode parseObject(String text) {
        try {
            return requireObject(MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /// Parses UTF-8 bytes; see [#parseObject(String)].
    public static ObjectNode parseObject(byte[] utf8) {
        try {
            return requireObject(MAPPER.readTree(utf8));
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    private static ObjectNode requireObject(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidJsonException("expected a JSON object, not " + name(node));
    }

    private static InvalidJsonException invalid(JacksonException e) {
        var location = e.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new InvalidJsonException("malformed JSON" + where + ": " + reason(e));
    }

    /// Jackson's own sentence without its Java types.
    private static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        if (message == null || message.isBlank()) {
            return "not a JSON document";
        }
        if (message.contains("nesting depth")) {
            return "nested deeper than " + DEPTH_LIMIT + " levels";
        }
        if (message.contains("uplicate")) {
            return "a name stands twice in one object";
        }
        if (message.contains("end-of-input") || message.contains("No content")) {
            return "it ends too early";
        }
        if (message.contains("railing token")) {
            return "something follows the document";
        }
        return "unexpected text";
    }

    /// What a JSON value is called in an error message.
    public static String name(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "nothing";
        };
    }
}
