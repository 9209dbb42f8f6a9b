#!/usr/bin/python3
"""A worker of the PyTorch pool: trains a small convolutional network on handwritten digits at one learning rate, and tests it.

The digits come from the four IDX files of a folder; nothing is downloaded.
"""
import argparse
import os
import struct
import sys

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
MEAN, DEVIATION = 0.1307, 0.3081  # of the brightness of the usual set


def read_idx(path):
    import numpy

    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 4 or data[:3] != b"\0\0\x08" or len(data) < 4 + 4 * data[3]:
        sys.exit(f"{path} is no IDX file of bytes")
    shape = struct.unpack(f">{data[3]}I", data[4:4 + 4 * data[3]])
    values = numpy.frombuffer(data, numpy.uint8, offset=4 + 4 * data[3])
    count = 1
    for size in shape:
        count *= size
    if values.size < count:
        sys.exit(f"{path} is cut: its header tells of {count} bytes, and it has {values.size}")
    return values[:count].reshape(shape)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, required=True, help="learning rate")
    parser.add_argument("--data", required=True, help="folder with the IDX files")
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--test-batch-size", type=int, default=1000)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--gamma", type=float, default=0.7, help="factor of the learning rate from epoch to epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-cuda", action="store_true")
    options = parser.parse_args()
    try:
        import torch
        from torch import nn
        from torch.nn import functional
    except ImportError as missing:
        sys.exit(f"the Python module {missing.name} is missing: install Debian's python3-{missing.name}")

    torch.manual_seed(options.seed)
    torch.set_num_threads(max(1, len(os.sched_getaffinity(0))))
    device = torch.device("cuda" if not options.no_cuda and torch.cuda.is_available() else "cpu")

    def load(images, labels):
        pictures = torch.from_numpy(read_idx(os.path.join(options.data, images)).copy())
        answers = torch.from_numpy(read_idx(os.path.join(options.data, labels)).copy()).long()
        if pictures.dim() != 3 or pictures.shape[1:] != (28, 28) or len(pictures) != len(answers):
            sys.exit(f"{options.data}: {images} and {labels} are no pictures of 28 x 28 with a label each")
        return pictures, answers

    def brightness(pictures):
        return ((pictures.float() / 255.0 - MEAN) / DEVIATION).unsqueeze(1).to(device)

    train, train_labels = load(FILES[0], FILES[1])
    test, test_labels = load(FILES[2], FILES[3])

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3)
            self.early, self.late = nn.Dropout(0.25), nn.Dropout(0.5)
            self.wide, self.out = nn.Linear(9216, 128), nn.Linear(128, 10)

        def forward(self, x):
            x = functional.relu(self.second(functional.relu(self.first(x))))
            x = self.early(functional.max_pool2d(x, 2)).flatten(1)
            return functional.log_softmax(self.out(self.late(functional.relu(self.wide(x)))), dim=1)

    net = Net().to(device)
    optimizer = torch.optim.Adadelta(net.parameters(), lr=options.lr)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=options.gamma)
    batches = (len(train) + options.batch_size - 1) // options.batch_size
    for epoch in range(1, options.epochs + 1):
        net.train()
        order = torch.randperm(len(train))
        for batch in range(batches):
            chosen = order[batch * options.batch_size:(batch + 1) * options.batch_size]
            optimizer.zero_grad()
            loss = functional.nll_loss(net(brightness(train[chosen])), train_labels[chosen].to(device))
            loss.backward()
            optimizer.step()
            if batch % 100 == 0 or batch == batches - 1:
                images = min(len(train), (batch + 1) * options.batch_size)
                print(f"epoch {epoch} loss {loss.item():.6f} images {images} of {len(train)}", flush=True)
        schedule.step()

    net.eval()
    total, right = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(test), options.test_batch_size):
            answer = net(brightness(test[start:start + options.test_batch_size]))
            labels = test_labels[start:start + options.test_batch_size].to(device)
            total += functional.nll_loss(answer, labels, reduction="sum").item()
            right += int((answer.argmax(1) == labels).sum())
    print(f"final loss: {total / len(test)} accuracy: {round(100.0 * right / len(test), 2)}", flush=True)


if __name__ == "__main__":
    main()
