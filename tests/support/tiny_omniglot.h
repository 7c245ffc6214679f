#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/files/container.h"

namespace oneshot::test {

/// Files in Omniglot's layout: alphabets Alpha, Beta, Gamma, ... with characters of as many drawers; small PNGs, all
/// different. top: the folder around them, "" for none.
std::vector<ContainedFile> tinyOmniglot(int alphabets = 2, int characters = 3, int drawers = 4,
                                        const std::string& top = "images/");

/// A small picture that differs from that of every other number, ink on paper.
Image numberedImage(int number);

/// A dataset with alphabets of the given numbers of characters, each drawn once by every drawer.
Dataset tinyDataset(const std::vector<int>& charactersOfAlphabets, int drawers);

/// Files in the layout of Lake's runs, each run with `ways` trials; trial i answers training image (i * 3 + run) mod
/// ways.
std::vector<ContainedFile> tinyLakeRuns(int runs = 2, int ways = 5, const std::string& top = "");

}  // namespace oneshot::test
