package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.customprofiles.Corpus;
import dev.customprofiles.reader.Recording;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** How JVMs of many vendors write their version into a recording. */
class RecordedJvmTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OpenJDK 64-Bit Server VM (17.0.15+6-Debian-1deb12u1) for linux-amd64 JRE (17.0.15+6-Debian-1deb12u1), built on May  1 2025 09:21:09 by "buildd" with gcc 12.2.0 | 17.0.15+6-Debian-1deb12u1
            OpenJDK 64-Bit Server VM (11.0.16+8) for linux-amd64 JRE (11.0.16+8), built on Jul 16 2022 23:58:30 by "openjdk" with gcc 8.3.1 20190311 (Red Hat 8.3.1-3) | 11.0.16+8
            OpenJDK 64-Bit Server VM (25.0.3+9-LTS) for linux-amd64 JRE (25.0.3+9-LTS), built on 2026-04-21T00:00:00Z with gcc 14.2.0 | 25.0.3+9-LTS
            OpenJDK 64-Bit Server VM (25.202-b08) for linux-amd64 JRE (1.8.0_202-b08), built on Jan 22 2019 13:35:07 by "jenkins" with gcc 4.8.2 20140120 (Red Hat 4.8.2-15) | 1.8.0_202-b08
            Java HotSpot(TM) 64-Bit Server VM (25.192-b12) for linux-amd64 JRE (1.8.0_192-b12), built on Oct  6 2018 06:46:09 by "java_re" with gcc 7.3.0 | 1.8.0_192-b12
            Java HotSpot(TM) 64-Bit Server VM (25.271-b09) for windows-amd64 JRE (1.8.0_271-b09), built on Sep 16 2020 19:14:59 by "" with MS VC++ 15.9 (VS2017) | 1.8.0_271-b09
            Java HotSpot(TM) 64-Bit Server VM (11.0.20+9-LTS-256) for linux-amd64 JRE (11.0.20+9-LTS-256), built on Jun 15 2023 18:33:18 by "mach5one" with gcc 11.2.0 | 11.0.20+9-LTS-256
            Java HotSpot(TM) 64-Bit Server VM (21.0.2+13-LTS-58) for linux-amd64 JRE (21.0.2+13-LTS-58), built on 2024-01-05T18:32:24Z by "mach5one" with gcc 13.2.0 | 21.0.2+13-LTS-58
            Java HotSpot(TM) 64-Bit Server VM (25+37-LTS-3491) for linux-amd64 JRE (25+37-LTS-3491), built on 2025-08-21T00:00:00Z with gcc 14.2.0 | 25+37-LTS-3491
            Java HotSpot(TM) 64-Bit Server VM (21.0.2+13-LTS-jvmci-23.1-b30) for linux-amd64 JRE (21.0.2+13-LTS-jvmci-23.1-b30), built on 2023-12-19T21:02:13Z by "buildslave" with gcc 11.2.0 | 21.0.2+13-LTS-jvmci-23.1-b30
            OpenJDK 64-Bit Server VM (17.0.7+7-jvmci-23.0-b12) for linux-amd64 JRE (17.0.7+7-jvmci-23.0-b12), built on Apr 19 2023 20:18:24 by "buildslave" with gcc 7.3.0 | 17.0.7+7-jvmci-23.0-b12
            OpenJDK 64-Bit Server VM (25.372-b07) for bsd-aarch64 JRE (Zulu 8.70.0.23-CA-macos-aarch64) (1.8.0_372-b07), built on Apr 18 2023 01:36:28 by "zulu_re" with gcc Apple LLVM 12.0.0 (clang-1200.0.32.28) | 1.8.0_372-b07
            OpenJDK 64-Bit Server VM (17.0.10+7-LTS) for linux-amd64 JRE (Zulu17.48+15-CA) (17.0.10+7-LTS), built on Jan 12 2024 12:00:00 by "zulu_re" with gcc 8.2.0 | 17.0.10+7-LTS
            OpenJDK 64-Bit Server VM (17.0.9+8-LTS) for windows-amd64 JRE (17.0.9+8-LTS), built on Oct 11 2023 22:58:02 by "MicrosoftCorporation" with MS VC++ 16.11 / 17.1 (VS2022) | 17.0.9+8-LTS
            OpenJDK 64-Bit Server VM (18+36-sapmachine) for bsd-aarch64 JRE (18+36-sapmachine), built on Mar 21 2022 20:17:18 by "apurple" with clang Apple LLVM 13.0.0 (clang-1300.0.29.30) | 18+36-sapmachine
            OpenJDK 64-Bit Server VM (fastdebug 21-internal-adhoc.duke.jdk) for linux-amd64 JRE (fastdebug 21-internal-adhoc.duke.jdk), built on 2023-04-01T10:00:00Z by "duke" with gcc 11.3.0 | fastdebug 21-internal-adhoc.duke.jdk
            OpenJDK 64-Bit Server VM (slowdebug 22-internal-adhoc.duke.jdk) for bsd-aarch64 JRE (22-internal-adhoc.duke.jdk), built on 2023-07-24T11:54:15Z by "duke" with clang Apple LLVM 14.0.3 | 22-internal-adhoc.duke.jdk
            OpenJDK 64-Bit Server VM (25.392-b08) for linux-amd64 | 25.392-b08
            17.0.7+10-b829.16 | 17.0.7+10-b829.16
            21.0.6+7-Ubuntu-124.04.1 | 21.0.6+7-Ubuntu-124.04.1
            """)
    void theVersionIsThatOfJava(String text, String version) {
        assertEquals(version, RecordedJvm.version(text));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "(",
                "()",
                ")(",
                "JRE",
                "JRE ()",
                "JRE (",
                "Java HotSpot(TM) 64-Bit Server VM",
                "Eclipse OpenJ9 OpenJDK 64-bit Server VM () from -amd64 JRE (), built on Jan 11 2018",
                "version unknown"
            })
    void whatHasNoVersionHasNone(String text) {
        assertNull(RecordedJvm.version(text));
    }

    @Test
    void aLongTextIsNoBurden() {
        assertNull(RecordedJvm.version("JRE" + " ()".repeat(1_000_000)));
        assertNull(RecordedJvm.version("(".repeat(1_000_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "goland-multichunk.jfr.gz, 17.0.7+10-b829.16",
        "flight.jfr, 18+36-sapmachine",
        "dd-trace-java.jfr.gz, 11.0.16+8"
    })
    void realRecordingsSayWhoWroteThem(String file, String version) throws Exception {
        try (Recording recording = Recording.open(List.of(Corpus.file(file)))) {
            RecordedJvm jvm = RecordedJvm.of(recording).get(0);
            assertEquals("OpenJDK 64-Bit Server VM", jvm.name());
            assertEquals(version, jvm.version());
        }
    }
}
