import { describe } from '@jest/globals';
import { describeConnector } from '@passerelle/connector/testing';
import { companionSubject, subject } from './conformance.subject.js';

describeConnector(subject);
describe('with the companion import set', () => describeConnector(companionSubject));
