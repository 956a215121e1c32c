package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ";", "presets=", "presets=none", "presets=none;"})
    void nothingAsksForNothing(String text) throws BadOption {
        assertEquals(new Options(List.of(), List.of(), null, null), Options.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presets=jdbc,files;rules=a.rules;rules=b.rules;exclude=x;capture=always",
                "presets=jdbc,files,rules=a.rules,rules=b.rules,exclude=x,capture=always",
                "presets=jdbc;files;rules=a.rules;rules=b.rules;exclude=x;capture=always",
                " presets=jdbc , files ; rules=a.rules ; rules=b.rules ; exclude= x ; capture= always ; ",
                "capture=always,rules=a.rules,presets=jdbc,exclude=x,presets=files,rules=b.rules"
            })
    void optionsAreSeparatedBySemicolonsOrCommas(String text) throws BadOption {
        Options options = Options.parse(text);
        assertEquals(List.of("jdbc", "files"), options.presets());
        assertEquals(List.of("a.rules", "b.rules"), options.rules());
        assertEquals("x", options.exclude().pattern());
        assertEquals("always", options.capture());
    }

    @Test
    void aValueGoesOnToTheNextOption() throws BadOption {
        Options options = Options.parse("exclude=^a{1,2};b=,c$,rules=/tmp/a,b;c.rules,presets=files");
        assertEquals("^a{1,2};b=,c$", options.exclude().pattern());
        assertEquals(List.of("/tmp/a,b;c.rules"), options.rules());
        assertEquals(List.of("files"), options.presets());
        assertEquals("", Options.parse("exclude=").exclude().pattern());
        assertNull(Options.parse("presets=files").exclude());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    preset=files | unknown option 'preset': there are presets, rules, exclude, capture
                    presets | unknown option 'presets': there are presets, rules, exclude, capture
                    files,presets=jdbc | unknown option 'files': there are presets, rules, exclude, capture
                    presets=Files | no preset 'Files': there are files, sockets, jdbc, jdbc-statements, executors, buffers
                    presets=files;rule=a | no preset 'rule=a': there are files, sockets, jdbc, jdbc-statements, executors, buffers
                    capture= | capture is always, recording or never, but was ''
                    capture=Always | capture is always, recording or never, but was 'Always'
                    exclude=[a | exclude is not a regular expression: Unclosed character class
                    """)
    void aMistakeIsOneLineThatSaysWhatThereIs(String text, String message) {
        assertEquals(
                message,
                assertThrows(BadOption.class, () -> Options.parse(text)).getMessage());
    }
}
