package dev.parallax.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameParserTest {
    @Test
    void readsEventsWithNamesAndData() {
        assertThat(sse("event: delta\ndata: {\"a\":1}\nid: 7\n\ndata: two\n\n"))
                .containsExactly("delta={\"a\":1}", "message=two");
    }

    @Test
    void joinsTheLinesOfOneEventsDataAndTakesOffOneSpaceOnly() {
        assertThat(sse("data: one\ndata:two\ndata:  three\ndata\n\n")).containsExactly("message=one\ntwo\n three\n");
    }

    @Test
    void anEventWithoutDataIsNoneAndLeavesNoNameBehind() {
        assertThat(sse("event: lost\nid: 1\n\ndata: next\n\n\n\n")).containsExactly("message=next");
    }

    @Test
    void commentsAreSignsOfLifeAndOtherFieldsAreReadOver() {
        assertThat(sse(": ping\n\nretry: 3000\nwhatever: x\nid\nDATA: no\ndata: yes\n\n"))
                .containsExactly("comment", "message=yes");
    }

    @Test
    void readsOverTheMarkAtTheVeryStartOnly() {
        assertThat(sse("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly("message=a");
    }

    @Test
    void whatTheEndCutsOffIsDropped() {
        assertThat(sse("data: whole\n\ndata: half\n")).containsExactly("message=whole");
    }

    @Test
    void readsTheSameHoweverLinesEndAndHoweverTheTextArrives() {
        String text = "\uFEFF: hello\nevent: delta\ndata: a\ndata: b\nid: 3\n\n:\n\ndata: c\n\nevent: x\n\ndata: d\n\n";
        List<String> expected = sse(text);
        assertThat(expected).hasSize(5);
        Random random = new Random(5);
        for (String end : List.of("\n", "\r", "\r\n")) {
            String written = text.replace("\n", end);
            for (int round = 0; round < 200; round++) {
                SseParser parser = new SseParser();
                List<String> read = new ArrayList<>();
                for (int index = 0; index < written.length(); ) {
                    int next = Math.min(written.length(), index + random.nextInt(6));
                    parser.feed(written.substring(index, next), sink(read));
                    index = next;
                }
                assertThat(read).isEqualTo(expected);
            }
        }
    }

    @Test
    void readsALineAtATime() {
        LineParser parser = new LineParser();
        List<String> read = new ArrayList<>();
        parser.feed("{\"type\":\"rea", sink(read));
        parser.feed("dy\"}\r\n\n{}\n{\"half\"", sink(read));
        assertThat(read).containsExactly("={\"type\":\"ready\"}", "comment", "={}");
    }

    @Test
    void refusesLinesAndEventsWithoutEnd() {
        String chunk = "x".repeat(FrameParser.MESSAGE_CHARS_LIMIT / 4);
        List<String> read = new ArrayList<>();
        LineParser lines = new LineParser();
        assertThatThrownBy(() -> feed(lines, chunk, read)).isInstanceOf(BrokenStreamException.class);
        SseParser events = new SseParser();
        assertThatThrownBy(() -> feed(events, "data: " + chunk + "\n", read)).isInstanceOf(BrokenStreamException.class);
        assertThat(read).isEmpty();
    }

    private static void feed(FrameParser parser, String text, List<String> read) {
        for (int count = 0; count < 5; count++) {
            parser.feed(text, sink(read));
        }
    }

    private static List<String> sse(String text) {
        List<String> read = new ArrayList<>();
        new SseParser().feed(text, sink(read));
        return read;
    }

    private static FrameSink sink(List<String> read) {
        return new FrameSink() {
            @Override
            public void message(String name, String data) {
                read.add(name + "=" + data);
            }

            @Override
            public void comment() {
                read.add("comment");
            }
        };
    }
}
