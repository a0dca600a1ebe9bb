package dev.parallax.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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
            ObjectNode object = requireObject(MAPPER.readTree(text));
            if (mayHoldHalfCharacters(text)) {
                requireWholeCharacters(object);
            }
            return object;
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /// Parses UTF-8 bytes; see [#parseObject(String)]. Bytes that are not UTF-8 are refused, never replaced.
    public static ObjectNode parseObject(byte[] utf8) {
        try {
            return parseObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException("malformed JSON: the text is not UTF-8");
        }
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// Half a surrogate pair can only come from an escape, or from a text that is itself broken.
    private static boolean mayHoldHalfCharacters(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean escape = character == '\\' && index + 1 < text.length() && text.charAt(index + 1) == 'u';
            if (escape || Character.isSurrogate(character)) {
                return true;
            }
        }
        return false;
    }

    /// What is not Unicode cannot be stored and given back: it would come back as something else.
    private static void requireWholeCharacters(JsonNode node) {
        if (node.isString()) {
            requireWholeCharacters(node.stringValue());
        } else if (node instanceof ObjectNode object) {
            for (var property : object.properties()) {
                requireWholeCharacters(property.getKey());
                requireWholeCharacters(property.getValue());
            }
        } else if (node.isArray()) {
            node.forEach(Json::requireWholeCharacters);
        }
    }

    private static void requireWholeCharacters(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean pair = Character.isHighSurrogate(character)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1));
            if (pair) {
                index++;
            } else if (Character.isSurrogate(character)) {
                throw new InvalidJsonException("malformed JSON: a text holds half of a surrogate pair");
            }
        }
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
