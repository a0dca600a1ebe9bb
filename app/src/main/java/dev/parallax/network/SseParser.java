package dev.parallax.network;

/// Server-sent events. Ids and `retry` are read over: these clients know from the messages themselves where they
/// are, and back off by a rule of their own. An event that the stream's end cuts off is dropped. Confined to one
/// caller at a time. Source: WHATWG HTML, "Interpreting an event stream".
final class SseParser implements FrameParser {
    private static final String NAME_DEFAULT = "message";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final TextLines lines = new TextLines(MESSAGE_CHARS_LIMIT);
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private boolean first = true;

    @Override
    public void feed(CharSequence text, FrameSink to) {
        CharSequence rest = text;
        if (first && !text.isEmpty()) {
            first = false;
            rest = text.charAt(0) == BYTE_ORDER_MARK ? text.subSequence(1, text.length()) : text;
        }
        lines.feed(rest, line -> take(line, to));
    }

    private void take(String line, FrameSink to) {
        if (line.isEmpty()) {
            dispatch(to);
            return;
        }
        int colon = line.indexOf(':');
        if (colon == 0) {
            to.comment();
            return;
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        int start = colon >= 0 && line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1;
        String value = colon < 0 ? "" : line.substring(start);
        switch (field) {
            case "event" -> name = value;
            case "data" -> {
                if (data.length() + value.length() > MESSAGE_CHARS_LIMIT) {
                    throw new BrokenStreamException("the server sent an event without end");
                }
                data.append(value).append('\n');
            }
            default -> {
                // `id`, `retry`, and whatever else there may be one day.
            }
        }
    }

    private void dispatch(FrameSink to) {
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            to.message(name.isEmpty() ? NAME_DEFAULT : name, data.toString());
        }
        data.setLength(0);
        name = "";
    }
}
