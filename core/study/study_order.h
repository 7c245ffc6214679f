#pragma once

#include <cstdint>
#include <vector>

#include "core/study/study.h"

namespace oneshot {

/// Orders of `treatments`, 0..treatments-1, such that over all of them each comes in each place equally often, and
/// right after each other one equally often: `treatments` orders for an even number, twice as many for an odd one.
/// Williams 1949, "Experimental designs balanced for the estimation of residual effects of treatments", Australian
/// Journal of Scientific Research A 2, 149-168. treatments: 1 or more.
std::vector<std::vector<int>> williamsDesign(int treatments);

/// The seed of the tasks that a participant gets, numbered from 1. New: the study's seed for the first participant,
/// one more for each after; otherwise the study's seed. Throws Error(InvalidSetting) for a number below 1.
std::uint64_t seedFor(const Study&, int participant);

/// The order in which a participant gets the trials that count: places from 0 in what planTrials() makes of seedFor().
/// Practice stays before them. Counterbalanced: participant n has row n of the Williams design over blocks, from the
/// beginning again after its last, so plan a multiple of williamsDesign(blocks).size() participants. Throws as
/// seedFor().
std::vector<int> tasksOrder(const Study&, int participant);

}  // namespace oneshot
